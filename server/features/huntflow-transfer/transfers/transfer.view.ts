import { STEPS, type StepName } from './transfer.ts'
import type { TransferView } from './transfer.schemas.ts'
import type { Transfer } from './transfer.store.ts'

export function transferView(transfer: Transfer): TransferView {
  const { id, taskId, accountId, vacancyId, stageId, includeComments, status, error, data } = transfer
  return {
    id,
    taskId,
    taskName: data.task?.name ?? null,
    taskUrl: data.task?.url ?? null,
    accountId,
    vacancyId,
    statusId: stageId,
    includeComments,
    status,
    steps: STEPS.map((name) => stepView(transfer, name)),
    applicantId: data.applicantId ?? null,
    applicantUrl: data.applicantUrl ?? null,
    possibleDuplicates: [...(data.possibleDuplicates ?? [])],
    error,
    // JSON that was made of values of these types.
    requestedBy: transfer.requestedBy as TransferView['requestedBy'],
    createdAt: transfer.createdAt.toISOString(),
    updatedAt: transfer.updatedAt.toISOString(),
    finishedAt: transfer.finishedAt?.toISOString() ?? null,
  }
}

const CURRENT = {
  waiting: 'current',
  running: 'current',
  'needs-decision': 'asked',
  failed: 'failed',
  abandoned: 'open',
  completed: 'done',
} as const

function stepView({ step, status, data }: Transfer, name: StepName): TransferView['steps'][number] {
  const ended = data.steps.find((one) => one.name === name)
  if (ended !== undefined) {
    const { outcome, detail, endedAt } = ended
    return { name, status: outcome, detail, endedAt }
  }
  return { name, status: step === name ? CURRENT[status] : 'open', detail: null, endedAt: null }
}
