import type { ReactNode } from 'react'
import { SaveBar } from './save-bar.tsx'
import { Failure } from './states.tsx'

interface SettingsFormProps {
  /** Why the viewer changes nothing here; undefined: they may. */
  readonly readOnlyWhy: string | undefined
  /** How many settings differ from what is saved. */
  readonly count: number
  readonly save: { readonly isPending: boolean; readonly error: unknown }
  readonly children: ReactNode
  readonly onSubmit: () => void
  readonly onDiscard: () => void
}

/** Settings that are changed together, with a bar that saves them. */
export function SettingsForm(props: SettingsFormProps) {
  const { readOnlyWhy, count, save, children, onSubmit, onDiscard } = props
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        onSubmit()
        // The first field that is wrong is where one goes on.
        requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      }}
    >
      {readOnlyWhy !== undefined && <p className="notice">{readOnlyWhy}</p>}
      <fieldset className="bare stack" disabled={readOnlyWhy !== undefined}>
        {children}
      </fieldset>
      {save.error ? <Failure error={save.error} /> : null}
      <SaveBar count={count} isBusy={save.isPending} onDiscard={onDiscard} />
    </form>
  )
}
