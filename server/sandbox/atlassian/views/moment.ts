/** Jira's moments have an offset without a colon. */
export function jiraMoment(at: Date): string {
  return at.toISOString().replace('Z', '+0000')
}

/** Confluence Data Center's have one with a colon. */
export function contentMoment(at: Date): string {
  return at.toISOString().replace('Z', '+00:00')
}
