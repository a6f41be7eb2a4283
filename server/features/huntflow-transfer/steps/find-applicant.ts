import type {
  FoundApplicant,
  HuntflowApplicant,
  HuntflowClient,
  NewApplicant,
} from '../../../connectors/huntflow/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import type { PossibleDuplicate } from '../transfers/transfer.ts'

interface Sought {
  readonly accountId: string
  readonly applicant: NewApplicant
  readonly mark: string
  readonly sentAt: Date | null
}

// Clocks differ, and Huntflow may tell times of another zone.
const TOLERANCE_MS = 24 * 60 * 60_000
const MOST_READ = 40
const MOST_NAMED = 10

/** The applicant that carries the mark, among the latest and among those that the search finds by mark, name and contacts. */
export async function findMade(
  huntflow: HuntflowClient,
  { accountId, applicant, mark, sentAt }: Sought,
): Promise<HuntflowApplicant | undefined> {
  const found = [
    ...(await huntflow.latestApplicants(accountId)),
    ...(await huntflow.searchApplicants(accountId, mark)),
    ...(await searchSimilar(huntflow, accountId, applicant)),
  ]
  const since = (sentAt?.getTime() ?? 0) - TOLERANCE_MS
  const recent = found.filter(({ createdAt }) => createdAt.getTime() >= since)
  for (const id of [...new Set(recent.map((one) => one.id))].slice(0, MOST_READ)) {
    const candidate = await readIfThere(() => huntflow.applicant(accountId, id))
    for (const resumeId of candidate?.resumeIds ?? []) {
      const text = await readIfThere(() => huntflow.resumeText(accountId, id, resumeId))
      if (text?.includes(mark) === true) return candidate
    }
  }
  return undefined
}

/** Who may be the same person, for people to look at. */
export async function similarApplicants(
  huntflow: HuntflowClient,
  accountId: string,
  applicant: NewApplicant,
): Promise<readonly string[]> {
  const found = await searchSimilar(huntflow, accountId, applicant)
  return [...new Set(found.map(({ id }) => id))]
}

async function searchSimilar(
  huntflow: HuntflowClient,
  accountId: string,
  { email, phone, lastName, firstName }: NewApplicant,
): Promise<readonly FoundApplicant[]> {
  const found: FoundApplicant[] = []
  for (const words of [email, phone, `${lastName} ${firstName}`])
    if (words !== undefined) found.push(...(await huntflow.searchApplicants(accountId, words)))
  return found
}

export async function nameDoubles(
  huntflow: HuntflowClient,
  accountId: string,
  ids: readonly string[],
): Promise<readonly PossibleDuplicate[]> {
  const named: PossibleDuplicate[] = []
  for (const [index, applicantId] of ids.entries()) {
    const read =
      index < MOST_NAMED ? await readIfThere(() => huntflow.applicant(accountId, applicantId)) : undefined
    named.push({ applicantId, name: read?.name ?? null })
  }
  return named
}

/** Undefined for what was removed meanwhile, or is not for the connected user. */
async function readIfThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UpstreamError && (error.kind === 'not-found' || error.kind === 'forbidden'))
      return undefined
    throw error
  }
}
