import type { Bucket } from '../../platform/connections/index.ts'
import type { HttpRequest } from '../../platform/outbound/index.ts'
import type { AtlassianCredentials } from './credentials.ts'

// Of 100 and 50: what was held up on its way must not arrive with those after it as one too many (facts: jira-confluence, section 3.9).
const PER_SECOND: Readonly<Record<string, number>> = { GET: 99, POST: 99 }
const OTHERS_PER_SECOND = 49
// Of 300: before a tree of pages is read, nothing else can begin. Issues may be read somewhat faster, too, but are not waited for.
const TREE_PER_SECOND = 297
// A word of the path, or its version; anything else names one thing among many.
const WORD = /^(?:[a-z][a-zA-Z-]*|v?\d)$/
const GATEWAY = /^\/ex\/(?:jira|confluence)\/[^/]+/

/** Cloud counts each endpoint and method apart, such as `POST:/rest/api/3/issue/-/remotelink`; a Data Center counts all of a user's together. */
export function bucketOf(
  { method, url }: Pick<HttpRequest, 'method' | 'url'>,
  { deployment }: Pick<AtlassianCredentials, 'deployment'>,
): Bucket | undefined {
  if (deployment !== 'cloud') return undefined
  const { pathname } = new URL(url)
  const words = pathname
    .replace(GATEWAY, '')
    .split('/')
    .map((word) => (word === '' || WORD.test(word) ? word : '-'))
  const isOfTree = method === 'GET' && words.at(-1) === 'descendants'
  const perSecond = isOfTree ? TREE_PER_SECOND : (PER_SECOND[method] ?? OTHERS_PER_SECOND)
  return {
    name: `${method}:${words.join('/')}`,
    rate: { count: perSecond, ms: 1_000 },
    // A quota is of the app as a whole, and so may be what has no reason.
    refuses: ({ headers }) => /-(?:burst-based|per-issue-on-write)$/.test(headers['ratelimit-reason'] ?? ''),
  }
}
