import type { Method } from '../http/method.ts'
import type { Handle, Route } from '../http/route.ts'

interface Rules {
  /** Any one of them; the product's usual ones when absent. */
  readonly scopes?: readonly string[]
  /** Anonymous callers are answered too: 200 with less, or 404. Reading is open unless it says otherwise. */
  readonly isOpen?: boolean
  readonly replacedBy?: string
}

type Parts = Pick<Route, 'form' | 'dialect'> & { readonly prefix: string; readonly usual: Scopes }

interface Scopes {
  readonly read: string
  readonly write: string
}

/** Such as `get('/pages/{id}', handle)`. */
function definer({ form, dialect, prefix, usual }: Parts) {
  return (method: Method, path: string, rest: Rules & { readonly handle: Handle }): Route => ({
    method,
    path: prefix + path,
    form,
    dialect,
    scopes: [method === 'GET' ? usual.read : usual.write],
    isOpen: method === 'GET',
    ...rest,
  })
}

const JIRA = { read: 'read:jira-work', write: 'write:jira-work' }
const PAGES = { read: 'read:page:confluence', write: 'write:page:confluence' }
const CONTENT = { read: 'read:content-details:confluence', write: 'write:content:confluence' }

export const cloudJira = definer({ form: 'jira', dialect: 'cloud', prefix: '/rest/api/3', usual: JIRA })
export const serverJira = definer({
  form: 'jira',
  dialect: 'data-center',
  prefix: '/rest/api/2',
  usual: JIRA,
})
export const agileJira = definer({
  form: 'jira',
  dialect: 'data-center',
  prefix: '/rest/agile/1.0',
  usual: JIRA,
})

/** The same operation in both of Jira's dialects. */
export function anyJira(
  method: Method,
  path: string,
  rest: Rules & { readonly handle: Handle },
): readonly Route[] {
  return [cloudJira(method, path, rest), serverJira(method, path, rest)]
}

export const newConfluence = definer({
  form: 'confluence-v2',
  dialect: 'cloud',
  prefix: '/wiki/api/v2',
  usual: PAGES,
})
export const oldConfluence = definer({
  form: 'confluence-content',
  dialect: 'cloud',
  prefix: '/wiki/rest/api',
  usual: CONTENT,
})
export const serverConfluence = definer({
  form: 'confluence-content',
  dialect: 'data-center',
  prefix: '/rest/api',
  usual: CONTENT,
})
