import { t } from '../i18n/index.ts'

interface SaveBarProps {
  /** How many settings differ from what is saved. */
  readonly count: number
  readonly isBusy: boolean
  readonly onDiscard: () => void
}

/** Stays in sight while something is not saved. */
export function SaveBar({ count, isBusy, onDiscard }: SaveBarProps) {
  return (
    <div className="save-bar-place" role="status">
      {count > 0 && (
        <div className="save-bar">
          <span className="grow">{t('saveBar.unsaved', { count })}</span>
          <button type="button" disabled={isBusy} onClick={onDiscard}>
            {t('saveBar.discard')}
          </button>
          <button type="submit" className="primary" disabled={isBusy}>
            {t('action.save')}
          </button>
        </div>
      )}
    </div>
  )
}
