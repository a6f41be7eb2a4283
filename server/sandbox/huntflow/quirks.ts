/** What real Huntflow does beside, or against, its document. Every field is a switch. */
export interface Quirks {
  readonly refreshTooEarly: boolean
  readonly userAgentRequired: boolean
  readonly foreignAccount: 'forbidden' | 'not-found'
  readonly nulls: boolean
  readonly nullsTaken: boolean
  readonly namesRequired: boolean
  readonly repeatedVacancy: 'refused' | 'moved'
  readonly closedVacancyRefused: boolean
  readonly sameFileSameId: boolean
  readonly unknownTypesRefused: boolean
  readonly rateWindow: 'fixed' | 'sliding'
  readonly retryAfter: boolean
}

type Described = {
  readonly [Name in keyof Quirks]: { readonly value: Quirks[Name]; readonly reason: string }
}

export const QUIRKS: Described = {
  refreshTooEarly: {
    value: true,
    reason: 'until the access token has expired, refreshing was seen to be 403 refresh_too_early',
  },
  userAgentRequired: {
    value: true,
    reason: 'documented for the version before as 400 bad_user_agent, still reported',
  },
  foreignAccount: {
    value: 'forbidden',
    reason: 'an organisation of others was seen to be 403; not documented, so it may be 404',
  },
  nulls: {
    value: true,
    reason: 'the document knows no null, but the official client reads whatever may be absent as null, too',
  },
  nullsTaken: {
    value: true,
    reason: 'the document knows no null, but bodies with null were seen to be taken',
  },
  namesRequired: { value: false, reason: 'required by the version before; now nothing is marked required' },
  repeatedVacancy: {
    value: 'refused',
    reason: 'adding to a vacancy twice is not documented; PUT is there for another stage',
  },
  closedVacancyRefused: { value: true, reason: 'not documented; the stricter holds' },
  sameFileSameId: { value: true, reason: 'documented: the same file again answers the upload before' },
  unknownTypesRefused: {
    value: true,
    reason: 'with parsing asked for, a presentation was seen to be refused with 400',
  },
  rateWindow: { value: 'sliding', reason: 'ten a second are documented, not how they are counted' },
  retryAfter: { value: false, reason: 'no source shows one with 429' },
}

/** Reality as far as it is known, changed by what the caller switches. */
export function resolveQuirks(changes: Partial<Quirks> = {}): Quirks {
  const entries = Object.entries(QUIRKS).map(([name, quirk]) => [name, quirk.value])
  // Every key of QUIRKS is a key of Quirks with a value of its type: the mapped type above guarantees it.
  return Object.freeze({ ...(Object.fromEntries(entries) as Quirks), ...changes })
}
