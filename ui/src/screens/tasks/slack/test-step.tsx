import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { TestMessageResult } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'

interface TestStepProps {
  readonly isConnected: boolean
  readonly onTaken: () => void
}

/** Posts a message that says only that it works. */
export function TestStep({ isConnected, onTaken }: TestStepProps) {
  const isAdmin = useSession().actor.role === 'admin'
  const test = useMutation({
    mutationFn: () => api<TestMessageResult>('/api/slack/test-message', { method: 'POST' }),
    onSuccess: ({ ok }) => {
      if (ok) onTaken()
    },
  })
  return (
    <>
      <p>{isAdmin ? t('slack.step.testText') : t('slack.testAdmins')}</p>
      {isAdmin && (
        <div className="row">
          <button type="button" disabled={!isConnected || test.isPending} onClick={() => test.mutate()}>
            {t('slack.test')}
          </button>
          {!isConnected && <span className="help">{t('slack.testWait')}</span>}
        </div>
      )}
      <div role="status">{test.data && <Result result={test.data} />}</div>
      {test.error && <Failure error={test.error} />}
    </>
  )
}

function Result({ result: { ok, problem } }: { readonly result: TestMessageResult }) {
  if (ok) return <p className="notice notice-good">{t('slack.testTaken')}</p>
  return (
    <div className="notice notice-bad">
      <p>{t('slack.testRefused')}</p>
      {problem !== null && <p>{problem}</p>}
    </div>
  )
}
