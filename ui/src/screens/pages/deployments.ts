/** Whether only one of the addresses is in the Cloud: that Jira and that Confluence do not belong together. */
export function differ(one: string, other: string): boolean {
  return isCloud(one) !== isCloud(other)
}

function isCloud(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname.endsWith('.atlassian.net') || hostname === 'api.atlassian.com'
}
