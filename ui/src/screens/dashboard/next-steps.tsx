import { Link } from 'wouter'
import { t } from '../../i18n/index.ts'
import { CopyField } from '../../kit/copy-field.tsx'
import { Card } from './card.tsx'

/** What can be done in a workspace that has no add-on yet. */
export function NextSteps() {
  return (
    <Card title={t('dashboard.next')}>
      <p>{t('dashboard.next.intro')}</p>
      <ol className="next-steps">
        <li className="stack stack-tight">
          <h3>{t('dashboard.next.studio')}</h3>
          <p className="faint">{t('dashboard.next.studioText')}</p>
          <div>
            <Link href="/studio" className="button">
              {t('dashboard.next.studioDo')}
            </Link>
          </div>
        </li>
        <li className="stack stack-tight">
          <h3>{t('dashboard.next.install')}</h3>
          <p className="faint">{t('dashboard.next.installText')}</p>
          <CopyField label={t('dashboard.next.manifest')} value={`${location.origin}/manifest.json`} />
        </li>
        <li className="stack stack-tight">
          <h3>{t('dashboard.next.settings')}</h3>
          <p className="faint">{t('dashboard.next.settingsText')}</p>
          <div>
            <Link href="/settings" className="button">
              {t('dashboard.next.settingsDo')}
            </Link>
          </div>
        </li>
      </ol>
    </Card>
  )
}
