import { useMutation } from '@tanstack/react-query'
import { api, send } from '../../../api/client.ts'
import type { AuditVerdict } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { saveFile } from '../../../kit/save-file.ts'

/** Checks that nothing was changed since it was written; takes the whole log elsewhere. */
export function Chain() {
  const verify = useMutation({ mutationFn: () => api<AuditVerdict>('/api/audit-entries/verify') })
  const save = useMutation({
    mutationFn: async () => {
      const answer = await send('/api/audit-entries/export')
      saveFile(await answer.blob(), 'audit-log.jsonl')
    },
  })
  const error = verify.error ?? save.error
  return (
    <section className="stack stack-tight" aria-label={t('audit.chain')}>
      <div className="row between">
        <p className="help grow">{t('audit.help')}</p>
        <div className="row">
          <button type="button" disabled={verify.isPending} onClick={() => verify.mutate()}>
            {verify.isPending ? t('audit.verifying') : t('audit.verify')}
          </button>
          <button type="button" disabled={save.isPending} onClick={() => save.mutate()}>
            {t('audit.export')}
          </button>
        </div>
      </div>
      <div role="status">{verify.data && <Verdict verdict={verify.data} />}</div>
      {error && <Failure error={error} />}
    </section>
  )
}

function Verdict({ verdict: { ok, entries, firstBadSeq } }: { readonly verdict: AuditVerdict }) {
  if (ok) return <p className="notice notice-good">{t('audit.ok', { count: entries })}</p>
  return <p className="notice notice-bad">{t('audit.bad', { seq: firstBadSeq ?? 0 })}</p>
}
