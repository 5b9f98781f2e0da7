// to come
export function CampaignPage() {
  return null;
}
