/**
 * A webhook path as the platform may write it, made ours again: a full URL, the base URL's own path in front,
 * doubled slashes or a slash at the end.
 */
export function normalisePath(value: string, baseUrl: string): string {
  const path = tidy(pathOf(value))
  const base = tidy(pathOf(baseUrl))
  if (base === '/' || (path !== base && !path.startsWith(`${base}/`))) return path
  return tidy(path.slice(base.length))
}

function pathOf(value: string): string {
  // Two slashes in front are a doubled one here, not another host.
  if (/^https?:\/\//i.test(value) && URL.canParse(value)) return new URL(value).pathname
  return value.replace(/[?#].*$/s, '')
}

function tidy(path: string): string {
  const collapsed = `/${path}`.replace(/\/{2,}/g, '/')
  return collapsed.length > 1 ? collapsed.replace(/\/$/, '') : collapsed
}
