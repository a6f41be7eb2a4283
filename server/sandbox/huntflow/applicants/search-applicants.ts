import { flagIn, integersIn, wordsIn } from '../http/read-query.ts'
import type { Applicant } from '../state/model.ts'
import { type HuntflowState, inAccount } from '../state/state.ts'

/** Newest first. */
export function searchApplicants(
  state: HuntflowState,
  accountId: number,
  query: URLSearchParams,
): readonly Applicant[] {
  const conditions = [matchesWords(query), matchesPlace(state, query), matchesLabels(query)]
  return inAccount(state.applicants.values(), accountId)
    .filter((applicant) => conditions.every((fits) => fits(applicant)))
    .sort((a, b) => b.id - a.id)
}

const FIELDS = ['all', 'education', 'experience', 'position'] as const

type Condition = (applicant: Applicant) => boolean

/** Every word, in any of the fields, wherever it stands. */
function matchesWords(query: URLSearchParams): Condition {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const [field = 'all'] = wordsIn(query, 'field', FIELDS)
  return (applicant) => {
    const text = textOf(applicant, field).toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

function textOf(applicant: Applicant, field: (typeof FIELDS)[number]): string {
  const resumes = applicant.externals.map(({ text }) => text)
  if (field === 'position') return applicant.position ?? ''
  if (field !== 'all') return resumes.join(' ')
  const { firstName, lastName, middleName, position, company, email, phone } = applicant
  return [firstName, lastName, middleName, position, company, email, phone, ...resumes].join(' ')
}

function matchesPlace(state: HuntflowState, query: URLSearchParams): Condition {
  const stages = integersIn(query, 'status')
  const reasons = integersIn(query, 'rejection_reason')
  const isTrash = stages.some((id) => state.stages.get(id)?.type === 'trash')
  const onlyNow = flagIn(query, 'only_current_status') ?? false
  return (applicant) => {
    const now = applicant.links
    const ever = onlyNow ? now : [...now, ...applicant.logs]
    const fitsStage =
      stages.length === 0 || ever.some(({ stageId }) => stageId !== null && stages.includes(stageId))
    const fitsReason =
      !isTrash ||
      reasons.length === 0 ||
      now.some(({ reasonId }) => reasonId !== null && reasons.includes(reasonId))
    return fitsStage && fitsReason && fitsVacancy(applicant, query.getAll('vacancy'))
  }
}

/** `null` asks for those who are on none. */
function fitsVacancy({ links }: Applicant, wanted: readonly string[]): boolean {
  if (wanted.length === 0 || (links.length === 0 && wanted.includes('null'))) return true
  return links.some(({ vacancyId }) => wanted.includes(String(vacancyId)))
}

function matchesLabels(query: URLSearchParams): Condition {
  const [tags, sources] = [integersIn(query, 'tag'), integersIn(query, 'account_source')]
  return (applicant) =>
    (tags.length === 0 || applicant.tags.some(({ tagId }) => tags.includes(tagId))) &&
    (sources.length === 0 ||
      applicant.externals.some(({ sourceId }) => sourceId !== null && sources.includes(sourceId)))
}
