import type { HuntflowClient, MadeApplicant, NewApplicant } from '../../../connectors/huntflow/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { draftApplicant, type Draft } from '../person/draft-applicant.ts'
import { personInTask } from '../person/person-in-task.ts'
import { NeedsDecision } from '../run/outcomes.ts'
import type { TransferRun } from '../run/transfer-run.ts'
import { writeOnce } from '../run/write-once.ts'
import { markOf, type PossibleDuplicate } from '../transfers/transfer.ts'
import { findMade, nameDoubles, similarApplicants } from './find-applicant.ts'
import { accountOf, type Step } from './step.ts'

const QUESTION =
  'Huntflow did not say whether it made the applicant, and there is no trace of it so far; its search may be late. Look in Huntflow, then adopt the applicant that you find, have it sent again, or abandon the transfer.'

/** Huntflow has no keys against doing twice, so an applicant is known again by the mark in its résumé. */
export const createApplicant: Step = async (run) => {
  const { accountId } = run.transfer()
  const huntflow = await run.huntflow()
  // Also has an expired token renewed by a request that may be repeated.
  const account = await accountOf(run)
  const draft = await draftOf(run)
  const made = (await chosenApplicant(run, huntflow)) ?? (await makeOnce(run, huntflow, draft))
  const possibleDuplicates = await nameDoubles(huntflow, accountId, made.doubles)
  const page = huntflow.accountPage(account.nick)
  return {
    outcome: 'done',
    ...(draft.placeholder === null ? {} : { detail: draft.placeholder }),
    data: {
      applicantId: made.id,
      possibleDuplicates,
      placeholder: draft.placeholder,
      parsed: null,
      ...(page === undefined ? {} : { applicantUrl: `${page}#/applicants/filter/all/${made.id}` }),
    },
  }
}

async function draftOf(run: TransferRun): Promise<Draft> {
  const task = await run.task()
  const { id, taskId, data } = run.transfer()
  const { file, parsed } = data
  return draftApplicant({
    taskId,
    taskUrl: task.url,
    mark: markOf(id),
    person: personInTask(task),
    resume: file === undefined ? null : { fileId: file.id, photoId: file.photoId },
    parsed: parsed ?? null,
  })
}

/** Undefined: nobody has chosen one. */
async function chosenApplicant(
  run: TransferRun,
  huntflow: HuntflowClient,
): Promise<MadeApplicant | undefined> {
  const { accountId, data } = run.transfer()
  const { chosenApplicantId: id, ...rest } = data
  if (id === undefined) return undefined
  try {
    return await huntflow.applicant(accountId, id)
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'not-found') throw error
    await run.save({ data: rest })
    throw new NeedsDecision(`Huntflow has no applicant ${id} in this organisation. ${QUESTION}`)
  }
}

async function makeOnce(
  run: TransferRun,
  huntflow: HuntflowClient,
  { applicant }: Draft,
): Promise<MadeApplicant> {
  const { id, accountId } = run.transfer()
  try {
    return await writeOnce(run, {
      find: () =>
        findMade(huntflow, { accountId, applicant, mark: markOf(id), sentAt: run.transfer().sentAt }),
      send: () => huntflow.createApplicant(accountId, applicant),
      question: QUESTION,
    })
  } catch (error) {
    if (error instanceof NeedsDecision) await noteSimilar(run, huntflow, applicant)
    throw error
  }
}

/** For whoever decides. */
async function noteSimilar(
  run: TransferRun,
  huntflow: HuntflowClient,
  applicant: NewApplicant,
): Promise<void> {
  const { accountId, data } = run.transfer()
  const possibleDuplicates: readonly PossibleDuplicate[] = await nameDoubles(
    huntflow,
    accountId,
    await similarApplicants(huntflow, accountId, applicant),
  )
  await run.save({ data: { ...data, possibleDuplicates } })
}
