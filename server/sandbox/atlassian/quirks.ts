/** What the real ones do beside, or against, their documents. Every field is a switch. */
export interface Quirks {
  readonly storageNormalisation: 'none' | 'ids' | 'rewrite'
  readonly brokenStorageRefused: boolean
  readonly unchangedUpdateBumps: boolean
  readonly moveBumpsVersion: boolean
  readonly taskCheckBumpsVersion: boolean
  readonly titleChangeBumpsVersion: boolean
  readonly macroLinksBack: boolean
  readonly archivedKeepsTitle: boolean
  readonly restrictedPage: 'not-found' | 'forbidden'
  readonly purgedDeleteFails: boolean
  readonly historicalNeedsStatus: boolean
  readonly bodyPageCap: number
  readonly contentCrudRemoved: boolean
  readonly searchRemoved: boolean
  readonly badTokenAnonymous: boolean
  readonly classicTokenOnGateway: 'refused' | 'taken'
  readonly searchLagMs: number
  readonly shortSearchPages: boolean
  readonly searchCap: number
  readonly unknownKeyFailsQuery: boolean
  readonly unknownTransitionStatus: 400 | 500
  readonly automaticAssignee: boolean
  readonly parentLevelChecked: boolean
  readonly rateHeaders: 'always' | 'refused-only'
  readonly rateHeaderPrefix: 'none' | 'Beta-'
  readonly deprecationHeaders: boolean
}

type Described = {
  readonly [Name in keyof Quirks]: { readonly value: Quirks[Name]; readonly reason: string }
}

export const QUIRKS: Described = {
  storageNormalisation: {
    value: 'ids',
    reason:
      'ids of tasks, lists and macros are seen to be added on save; rewrite also reorders attributes, as some report',
  },
  brokenStorageRefused: {
    value: true,
    reason: 'mismatched tags are refused with 400 on save; no list exists',
  },
  unchangedUpdateBumps: {
    value: true,
    reason: 'not documented; an update that changes nothing is a version',
  },
  moveBumpsVersion: {
    value: false,
    reason: 'the move call names no version; a parent in an update comes with one',
  },
  taskCheckBumpsVersion: {
    value: true,
    reason: 'the text of the page changes with the task; not documented',
  },
  titleChangeBumpsVersion: { value: true, reason: 'the title is part of a version; not documented' },
  macroLinksBack: {
    value: true,
    reason: 'seen on real issues: a saved page with a macro is a remote link, often called just Page',
  },
  archivedKeepsTitle: {
    value: true,
    reason: 'measured by a public tool: archived pages keep it, trashed ones do not',
  },
  restrictedPage: { value: 'not-found', reason: 'reported as 404, under load also as 403' },
  purgedDeleteFails: { value: true, reason: 'measured by a public tool: deleting a purged page is 500' },
  historicalNeedsStatus: {
    value: false,
    reason: 'older texts pair version with status=historical, newer servers take version alone',
  },
  bodyPageCap: { value: 50, reason: 'lists with bodies were seen to be cut to 50 whatever the limit' },
  contentCrudRemoved: { value: true, reason: '410 by OAuth since 2025, by API token since April 2026' },
  searchRemoved: { value: true, reason: 'the old search is 410 although still documented as deprecated' },
  badTokenAnonymous: {
    value: true,
    reason: 'Data Center answers a bad token as anonymous, with 200 and X-AUSERNAME, instead of 401',
  },
  classicTokenOnGateway: {
    value: 'refused',
    reason: 'not documented; scoped tokens are the ones meant for it',
  },
  searchLagMs: { value: 1000, reason: 'search is behind writes; only reconcileIssues reads them at once' },
  shortSearchPages: { value: false, reason: 'a page may be shorter than asked for and not be the last' },
  searchCap: { value: 1000, reason: 'Data Center usually caps maxResults without saying so' },
  unknownKeyFailsQuery: {
    value: true,
    reason: 'one unknown key makes the whole query 400, reported by many',
  },
  unknownTransitionStatus: { value: 400, reason: 'documented as 400; Data Center was seen to answer 500' },
  automaticAssignee: { value: false, reason: 'a project may assign its lead when nobody is given' },
  parentLevelChecked: { value: true, reason: 'a parent must be one level above; not documented in words' },
  rateHeaders: { value: 'always', reason: 'documented for every answer, not seen on all' },
  rateHeaderPrefix: { value: 'none', reason: 'the structured headers had the prefix Beta- at first' },
  deprecationHeaders: { value: true, reason: 'seen on answers of deprecated operations, not documented' },
}

/** Reality as far as it is known, changed by what the caller switches. */
export function resolveQuirks(changes: Partial<Quirks> = {}): Quirks {
  const entries = Object.entries(QUIRKS).map(([name, quirk]) => [name, quirk.value])
  // Every key of QUIRKS is a key of Quirks with a value of its type: the mapped type above guarantees it.
  return Object.freeze({ ...(Object.fromEntries(entries) as Quirks), ...changes })
}
