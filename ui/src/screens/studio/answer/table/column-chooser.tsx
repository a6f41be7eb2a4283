import { useState } from 'react'
import { t } from '../../../../i18n/index.ts'
import { Dialog } from '../../../../kit/dialog.tsx'
import type { Column } from './columns.ts'

interface ColumnChooserProps {
  readonly all: readonly Column[]
  readonly hidden: ReadonlySet<string>
  readonly onChange: (hidden: ReadonlySet<string>) => void
}

export function ColumnChooser({ all, hidden, onChange }: ColumnChooserProps) {
  const [isOpen, setIsOpen] = useState(false)
  const shown = all.filter(({ id }) => !hidden.has(id)).length

  function toggle(id: string): void {
    const next = new Set(hidden)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }

  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {t('answer.columns.open', { shown, count: all.length })}
      </button>
      {isOpen && (
        <Dialog
          title={t('answer.columns.title')}
          isDrawer
          onClose={() => setIsOpen(false)}
          actions={
            <>
              <button type="button" onClick={() => onChange(new Set(all.map(({ id }) => id)))}>
                {t('answer.columns.none')}
              </button>
              <button type="button" onClick={() => onChange(new Set())}>
                {t('answer.columns.all')}
              </button>
            </>
          }
        >
          <div className="stack stack-tight">
            {all.map(({ id, label }) => (
              <label key={id} className="answer-choice">
                <input type="checkbox" checked={!hidden.has(id)} onChange={() => toggle(id)} />
                <span className="truncate">{label}</span>
              </label>
            ))}
          </div>
        </Dialog>
      )}
    </>
  )
}
