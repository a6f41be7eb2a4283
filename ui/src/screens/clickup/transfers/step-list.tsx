import type { TransferStep } from '../../../api/transfer-types.ts'
import { formatTime, t } from '../../../i18n/index.ts'
import { StepChip } from './transfer-words.tsx'

export function StepList({ steps }: { readonly steps: readonly TransferStep[] }) {
  return (
    <ol className="steps">
      {steps.map(({ name, status, detail, endedAt }) => (
        <li key={name} className={`step step-${status}`} aria-current={isNow(status) ? 'step' : undefined}>
          <div className="row">
            <strong>{t(`transfers.step.${name}`)}</strong>
            <StepChip status={status} />
            {endedAt !== null && <span className="help">{formatTime(endedAt)}</span>}
          </div>
          <p className="help">{t(`transfers.stepHelp.${name}`)}</p>
          {detail !== null && <p lang="en">{detail}</p>}
        </li>
      ))}
    </ol>
  )
}

function isNow(status: TransferStep['status']): boolean {
  return status === 'current' || status === 'asked' || status === 'failed'
}
