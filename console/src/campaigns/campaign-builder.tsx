// to come
export function CampaignBuilder() {
  return null;
}
