/** What real ClickUp does beside, or against, its documents. Every field is a switch. */
export interface Quirks {
  readonly missingHeaderStatus: 400 | 401
  readonly bearerPersonalTokens: boolean
  readonly unknownTask: 'unauthorized' | 'not-found'
  readonly flatAssigneesIgnored: boolean
  readonly unknownAssigneesIgnored: boolean
  readonly unknownTagsMade: boolean
  readonly nullClears: boolean
  readonly datesAtFour: boolean
  readonly closedByStatusFilter: boolean
  readonly bareFilterRefused: boolean
  readonly unknownOrderFails: boolean
  readonly teamTasksLastPage: boolean
  readonly lastPageRule: 'exact' | 'short-page'
  readonly numericCommentId: boolean
  readonly dropDownReadBack: 'orderindex' | 'id'
  readonly checkboxAsText: boolean
  readonly numbersAsText: boolean
  readonly commentTouchesTask: boolean
  readonly attachmentTouchesTask: boolean
  readonly rateHeaders: 'always' | 'refused-only'
  readonly rateWindow: 'fixed' | 'sliding'
  readonly retryAfter: boolean
  readonly webhookUrlsChecked: boolean
  readonly webhookTeamId: 'number' | 'text'
  readonly successResetsFailCount: boolean
  readonly duplicateRate: number
  readonly reorderBursts: boolean
  readonly misspeltTimeZone: boolean
}

type Described = {
  readonly [Name in keyof Quirks]: { readonly value: Quirks[Name]; readonly reason: string }
}

export const QUIRKS: Described = {
  missingHeaderStatus: { value: 400, reason: 'OAUTH_017 was seen live with 400, one table says 401' },
  bearerPersonalTokens: {
    value: false,
    reason: 'personal tokens are sent bare; with Bearer they are refused',
  },
  unknownTask: {
    value: 'unauthorized',
    reason: 'ids that never were, custom ids among them, draw 401 OAUTH_027; deleted ones 404 ITEM_013',
  },
  flatAssigneesIgnored: {
    value: true,
    reason: 'a flat array of assignees in an update is answered 200 and does nothing',
  },
  unknownAssigneesIgnored: { value: true, reason: 'not documented; the other choice is 400' },
  unknownTagsMade: { value: true, reason: 'a tag that the space lacks was seen to be made on the way' },
  nullClears: {
    value: true,
    reason: 'whether null clears priority and dates in an update is not documented',
  },
  datesAtFour: { value: true, reason: 'dates without a time are kept as 4 am of the person who set them' },
  closedByStatusFilter: {
    value: true,
    reason: 'a closed status in statuses[] was seen to bring closed tasks without include_closed',
  },
  bareFilterRefused: {
    value: true,
    reason: 'a single filter value without brackets is no array: 400 OAUTH_040',
  },
  unknownOrderFails: { value: true, reason: 'an unknown order_by was seen to answer 500 ITEMV2_003' },
  teamTasksLastPage: { value: false, reason: 'last_page is documented for the tasks of a list only' },
  lastPageRule: {
    value: 'exact',
    reason: 'whether a full page that is the last one says so is not documented',
  },
  numericCommentId: { value: true, reason: 'the document says text, new comments answer a number' },
  dropDownReadBack: {
    value: 'orderindex',
    reason: 'tasks show the place of the option, webhooks its id',
  },
  checkboxAsText: { value: true, reason: 'a checkbox is read back as "true" or "false"' },
  numbersAsText: { value: true, reason: 'numbers in custom fields are read back as text' },
  commentTouchesTask: { value: true, reason: 'not documented; the task is updated by a comment' },
  attachmentTouchesTask: {
    value: false,
    reason: 'a new attachment causes no webhook; a cache learns of it by reading the task',
  },
  rateHeaders: { value: 'always', reason: 'clients read the X-RateLimit headers from every answer' },
  rateWindow: { value: 'fixed', reason: 'X-RateLimit-Reset names one moment for the whole budget' },
  retryAfter: { value: true, reason: 'no document names it; one live 429 carried it' },
  webhookUrlsChecked: {
    value: false,
    reason: 'real ClickUp refuses addresses that are not public with OAUTH_194; here all are local',
  },
  webhookTeamId: {
    value: 'number',
    reason: 'documented as a number, seen as text too: compare ids as text',
  },
  successResetsFailCount: { value: false, reason: 'not documented; only setting it active is' },
  duplicateRate: { value: 0.02, reason: 'the documents ask receivers to key deliveries' },
  reorderBursts: { value: true, reason: 'no order is promised' },
  misspeltTimeZone: { value: false, reason: 'the document spells timezeone, live it is timezone' },
}

/** Reality as far as it is known, changed by what the caller switches. */
export function resolveQuirks(changes: Partial<Quirks> = {}): Quirks {
  const entries = Object.entries(QUIRKS).map(([name, quirk]) => [name, quirk.value])
  // Every key of QUIRKS is a key of Quirks with a value of its type: the mapped type above guarantees it.
  return Object.freeze({ ...(Object.fromEntries(entries) as Quirks), ...changes })
}
