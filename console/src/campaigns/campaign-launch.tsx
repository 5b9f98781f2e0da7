// to come
export function CampaignLaunch() {
  return null;
}
