import type { Session } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'
import { CopyField } from '../../kit/copy-field.tsx'
import { installationOf, type Installation } from './installation.ts'

const TONES: Readonly<Record<Installation, Tone>> = { active: 'good', inactive: 'warn', none: 'plain' }

/** Clockify's installation, and what to do where there is none or it is switched off. */
export function Clockify({ session }: { readonly session: Session }) {
  const installation = installationOf(session)
  return (
    <section className="card stack">
      <div className="row between">
        <h2>Clockify</h2>
        <Chip tone={TONES[installation]}>{t(`settings.clockify.${installation}`)}</Chip>
      </div>
      <p>{t(`settings.clockify.${installation}Text`, { workspace: session.workspace.name })}</p>
      {installation === 'inactive' && (
        <ol className="steps">
          <li>{t('settings.clockify.on1')}</li>
          <li>{t('settings.clockify.on2')}</li>
          <li>{t('settings.clockify.on3')}</li>
        </ol>
      )}
      {installation === 'none' && (
        <CopyField label={t('settings.clockify.manifest')} value={`${location.origin}/manifest.json`} />
      )}
      <p className="help">
        {t('settings.clockify.workspaceId')} <code>{session.workspace.id}</code>
      </p>
    </section>
  )
}
