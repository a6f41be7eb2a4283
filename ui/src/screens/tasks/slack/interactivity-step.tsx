import type { SlackSetup } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { CopyField } from '../../../kit/copy-field.tsx'

/** Where Slack is to send clicks to. */
export function InteractivityStep({ setup: { requestUrl, isPublic } }: { readonly setup: SlackSetup }) {
  if (requestUrl === null) return <p>{t('slack.step.interactivityWait')}</p>
  return (
    <>
      <p>{t('slack.step.interactivityText')}</p>
      <CopyField label={t('slack.requestUrl')} value={requestUrl} />
      {!isPublic && <p className="notice notice-warn">{t('slack.notPublic')}</p>}
    </>
  )
}
