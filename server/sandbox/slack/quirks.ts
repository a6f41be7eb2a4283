/** What real Slack does beside, or against, its documents. Every field is a switch. */
export interface Quirks {
  readonly readsTakeJson: boolean
  readonly writesByGet: boolean
  readonly longText: 'refused' | 'cut'
  readonly publicWithoutMembership: boolean
  readonly metadataKeptOnUpdate: boolean
  readonly smallHistory: boolean
  readonly usedUrlStatus: 404 | 200
  readonly wordsAsFlags: boolean
  readonly blockIdsAdded: boolean
  readonly hookContentType: 'text/html' | 'text/plain'
}

type Described = {
  readonly [Name in keyof Quirks]: { readonly value: Quirks[Name]; readonly reason: string }
}

export const QUIRKS: Described = {
  readsTakeJson: {
    value: false,
    reason:
      'JSON bodies are documented for writing; methods that only read were seen to miss what is in them',
  },
  writesByGet: {
    value: false,
    reason: 'documented as POST; that GET is seen to work is nothing to build on',
  },
  longText: {
    value: 'refused',
    reason: 'over 40,000 characters one page says cut, the list of errors says msg_too_long',
  },
  publicWithoutMembership: {
    value: false,
    reason: 'posting where the app is not a member takes the scope chat:write.public',
  },
  metadataKeptOnUpdate: {
    value: true,
    reason: 'an update without metadata was seen to leave what is there; an empty object takes it away',
  },
  smallHistory: {
    value: false,
    reason:
      'apps that are sold outside the Marketplace get 15 messages and one request a minute; those made for one workspace do not',
  },
  usedUrlStatus: {
    value: 404,
    reason: 'five answers in half an hour are documented, not what the sixth gets: used_url was seen',
  },
  wordsAsFlags: {
    value: false,
    reason: 'replace_original and delete_original are documented as booleans',
  },
  blockIdsAdded: { value: true, reason: 'blocks without a block_id come back with one' },
  hookContentType: { value: 'text/html', reason: 'ok comes as a page, though it is plain text' },
}

/** Reality as far as it is known, changed by what the caller switches. */
export function resolveQuirks(changes: Partial<Quirks> = {}): Quirks {
  const entries = Object.entries(QUIRKS).map(([name, quirk]) => [name, quirk.value])
  // Every key of QUIRKS is a key of Quirks with a value of its type: the mapped type above guarantees it.
  return Object.freeze({ ...(Object.fromEntries(entries) as Quirks), ...changes })
}
