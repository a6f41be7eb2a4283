import { readFileSync } from 'node:fs'

import { haveAll, readVendorDocument, type VendorDocument, vendorFile } from './vendor-document.ts'

const FILES = [
  'jira-v3-openapi.json',
  'confluence-v2-openapi.json',
  'confluence-v1-openapi.json',
  'jira-dc-10.3-openapi.json',
  'confluence-dc-10.0.3-openapi.json',
].map(vendorFile)

export const hasAtlassianDocuments = haveAll(FILES)

const NEW_CONFLUENCE = '/wiki/api/v2'

/** As the five documents write it; each has its own beginning, so no two paths are the same. */
export function documentedPath(route: string): string | undefined {
  if (route.startsWith(NEW_CONFLUENCE))
    return route
      .slice(NEW_CONFLUENCE.length)
      .replaceAll(/\{(\w+)\}/g, (_all, name: string) => `{${name.replaceAll('_', '-')}}`)
  if (/^\/rest\/(?:api\/2|agile)\//.test(route)) return route.slice('/rest'.length)
  return route.startsWith('/rest/') || route.startsWith('/wiki/rest/') ? route : undefined
}

/** Only where `hasAtlassianDocuments`. Operations are called by method and path: some of their names are double. */
export function readAtlassianDocuments(): Promise<VendorDocument> {
  return readVendorDocument({
    files: FILES,
    pathOf: documentedPath,
    operationId: (_source, method, path) => `${method} ${path}`,
    allowed: [
      {
        complaint: /^(?:POST|PUT) \/api\/2\/issue.*: (?:\/issueUpdates\/\*)?\/fields\/\w+ must be object$/,
        reason: 'values of fields are text, lists and null as well',
      },
      {
        complaint: /^PUT \/api\/2\/issue\/\{issueIdOrKey\}\/properties\/\{propertyKey\}: {2}must be string$/,
        reason: 'the value of a property is any JSON',
      },
      {
        complaint: /^GET \/api\/2\/issue\/\{issueIdOrKey\}\/transitions: query expand is not documented$/,
        reason: 'the fields of a transition are shown only so; Cloud documents it',
      },
      {
        complaint: /^PUT .*\/issue\/\{issueIdOrKey\}\/assignee: \/(?:accountId|name) must be string$/,
        reason: 'null takes the assignee away: the text of Cloud says so, and clients of Data Center do it',
      },
      {
        complaint: /^GET \/rest\/api\/space: {2}must be string$/,
        reason: 'a body is described for a GET',
      },
      {
        complaint: /^(?:POST|PUT) \/pages(?:\/\{id\})?: \/body must match exactly one schema in oneOf$/,
        reason: 'the two forms of a body demand nothing, so that every body has both',
      },
      {
        complaint: /^PUT \/pages\/\{id\}: \/(?:parentId|spaceId|ownerId) /,
        reason: 'a format without a type',
      },
    ],
    brackets: false,
    nulls: true,
  })
}

interface Scoped {
  readonly 'x-atlassian-oauth2-scopes'?: readonly { readonly scopes: readonly string[] }[]
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
}

interface CloudDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Scoped>>>>
}

/** By `METHOD path`: the scopes that Cloud's documents name for an operation, those of both generations. */
export function readCloudScopes(): ReadonlyMap<string, ReadonlySet<string>> {
  const documents = FILES.slice(0, 3).map((file) => JSON.parse(readFileSync(file, 'utf8')) as CloudDocument)
  const operations = documents.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, source]) => [`${method.toUpperCase()} ${path}`, scopesIn(source)] as const,
      ),
    ),
  )
  return new Map(operations)
}

function scopesIn({ 'x-atlassian-oauth2-scopes': named = [], security = [] }: Scoped): ReadonlySet<string> {
  return new Set([
    ...named.flatMap(({ scopes }) => scopes),
    ...security.flatMap((one) => Object.values(one).flat()),
  ])
}
