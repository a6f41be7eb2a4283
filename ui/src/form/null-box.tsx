import { t } from '../i18n/index.ts'

interface NullBoxProps {
  readonly label: string
  readonly isNull: boolean
  readonly change: (next: unknown) => void
}

/** Null is something else than nothing. */
export function NullBox({ label, isNull, change }: NullBoxProps) {
  return (
    <label className="row help">
      <input
        type="checkbox"
        aria-label={t('form.nullOf', { name: label })}
        checked={isNull}
        onChange={({ target }) => change(target.checked ? null : undefined)}
      />
      {t('form.sendNull')}
    </label>
  )
}
