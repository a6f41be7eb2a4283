import { at, times } from '../../shared/cycle.ts'
import { makePdf } from '../../shared/pdf.ts'
import type { Account, Applicant, External, LogEntry, Vacancy } from '../state/model.ts'
import { inAccount, nextId } from '../state/state.ts'
import { APPLICANTS, COMMENTS, COMPANIES, PHONES, POSITIONS } from './names.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'

/** Most are on a vacancy, some refused; some have a résumé with a file; now and then one is there twice. */
export function seedApplicants(context: SeedContext, account: Account, count: number): void {
  const { state, nowMs } = context
  const vacancies = inAccount(state.vacancies.values(), account.id).filter(({ state: one }) => one === 'OPEN')
  for (const index of times(count)) {
    const createdMs = nowMs - (count - index) * DAY_MS
    const applicant = makeApplicant(context, account, { index, createdMs })
    state.applicants.set(applicant.id, applicant)
    addLog(context, applicant, { type: 'ADD' })
    if (index % 4 !== 3 && vacancies.length > 0) putOn(context, applicant, at(vacancies, index))
    addLog(context, applicant, { type: 'COMMENT', comment: at(COMMENTS, index) })
  }
}

interface Turn {
  readonly index: number
  readonly createdMs: number
}

function makeApplicant(context: SeedContext, account: Account, { index, createdMs }: Turn): Applicant {
  const { state, random } = context
  // Every twelfth has the address of the one before.
  const person = index % 12 === 11 ? index - 1 : index
  const [firstName, lastName, middleName, mailbox] = at(APPLICANTS, person)
  const tag = at(inAccount(state.tags.values(), account.id), index)
  return {
    id: nextId(state, 'applicant'),
    accountId: account.id,
    createdMs,
    firstName,
    lastName,
    middleName,
    money: random.chance(0.5) ? `${1000 + random.below(9) * 250} €` : null,
    phone: index % 5 === 4 ? null : `${at(PHONES, index)}${String(10 + (index % 90))}`,
    email: `${mailbox}.${person}@mail.example`,
    skype: null,
    position: at(POSITIONS, index),
    company: at(COMPANIES, index),
    photoId: null,
    birthday: index % 3 === 0 ? `19${70 + (index % 30)}-0${1 + (index % 9)}-15` : null,
    tags: index % 3 === 0 ? [{ id: nextId(state, 'applicant-tag'), tagId: tag.id }] : [],
    links: [],
    externals: index % 2 === 0 ? [makeExternal(context, account, { index, createdMs })] : [],
    social: index % 4 === 0 ? [{ id: nextId(state, 'social'), value: `@${mailbox.replace('.', '_')}` }] : [],
    logs: [],
    questionary: undefined,
  }
}

function makeExternal(
  { state, random }: SeedContext,
  account: Account,
  { index, createdMs }: Turn,
): External {
  const file = {
    id: nextId(state, 'file'),
    accountId: account.id,
    name: `CV ${index} – резюме.pdf`,
    contentType: 'application/pdf',
    content: makePdf(['Curriculum vitae', `Person ${index}`, `person${index}@mail.example`]),
    key: random.uint32().toString(16),
  }
  state.files.set(file.id, file)
  return {
    id: nextId(state, 'external'),
    authType: 'NATIVE',
    sourceId: at(inAccount(state.sources.values(), account.id), index).id,
    text: `Worked ${index} years with TypeScript`,
    fileIds: [file.id],
    createdMs,
    updatedMs: createdMs,
  }
}

/** Every fifth was refused. */
function putOn(context: SeedContext, applicant: Applicant, vacancy: Vacancy): void {
  const { state, random } = context
  const stages = inAccount(state.stages.values(), applicant.accountId).filter((one) => one.removedMs === null)
  const isRefused = applicant.id % 5 === 0
  const stage = stages.find(({ type }) => (type === 'trash') === isRefused) ?? random.pick(stages)
  const reasons = inAccount(state.reasons, applicant.accountId)
  const reasonId = isRefused ? at(reasons, applicant.id).id : null
  const link = { id: nextId(state, 'link'), vacancyId: vacancy.id, stageId: stage.id, reasonId }
  applicant.links.push({ ...link, changedMs: applicant.createdMs })
  addLog(context, applicant, { type: 'VACANCY-ADD', vacancyId: vacancy.id, stageId: stage.id, reasonId })
}

function addLog(
  { state }: SeedContext,
  applicant: Applicant,
  given: Pick<LogEntry, 'type'> & Partial<LogEntry>,
): void {
  const rest = { vacancyId: null, stageId: null, reasonId: null, comment: null, fileIds: [] }
  const { createdMs } = applicant
  const made = { id: nextId(state, 'log'), userId: state.userId, createdMs }
  applicant.logs.push({ ...rest, ...made, ...given })
}
