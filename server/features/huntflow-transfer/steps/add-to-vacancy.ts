import type { HuntflowClient } from '../../../connectors/huntflow/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { TransferRun } from '../run/transfer-run.ts'
import { writeOnce } from '../run/write-once.ts'
import { applicantOf, type Step } from './step.ts'

/** Whoever is on the vacancy already only changes to the wished stage, and is not put back where none is wished. */
export const addToVacancy: Step = async (run) => {
  const { accountId, vacancyId, stageId: wished } = run.transfer()
  if (vacancyId === null) return { outcome: 'skipped', detail: 'No vacancy is wished.' }
  const huntflow = await run.huntflow()
  const applicantId = applicantOf(run)
  const stageId = wished ?? (await firstStage(huntflow, accountId))
  const find = async (): Promise<string | undefined> =>
    (await huntflow.applicant(accountId, applicantId)).links.find((link) => link.vacancyId === vacancyId)
      ?.stageId
  const place = { vacancyId, stageId }
  const before = run.transfer().sentAt === null ? await find() : undefined
  const reached =
    before ??
    (await addOnce(run, { find, add: () => huntflow.addToVacancy(accountId, applicantId, place), stageId }))
  if (wished !== null && reached !== wished) await huntflow.changeStage(accountId, applicantId, place)
  return { outcome: 'done' }
}

interface Adding {
  readonly find: () => Promise<string | undefined>
  readonly add: () => Promise<void>
  readonly stageId: string
}

async function addOnce(run: TransferRun, { find, add, stageId }: Adding): Promise<string> {
  return writeOnce(run, {
    find,
    send: async () => {
      await add()
      return stageId
    },
    question: undefined,
  })
}

async function firstStage(huntflow: HuntflowClient, accountId: string): Promise<string> {
  const [first] = await huntflow.stages(accountId)
  if (first === undefined)
    throw new AppError(
      'CONFLICT',
      'This Huntflow organisation has no stages. Make one there, then try again.',
    )
  return first.id
}
