import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClickupSettings, ClickupSettingsView } from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { SaveBar } from '../../../kit/save-bar.tsx'
import { Failure, Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useLeaveQuestion } from '../../../kit/use-leave-question.ts'
import { settingsQuery } from '../clickup-queries.ts'
import { Cache } from './cache.tsx'
import { SettingsFields } from './settings-fields.tsx'
import {
  changedParts,
  readSettings,
  typedOf,
  type SettingsProblem,
  type TypedSettings,
} from './settings-input.ts'
import { Webhook } from './webhook.tsx'

/** What somebody has typed is there again when the tab is opened again. */
let kept: TypedSettings | undefined

/** Which list is kept, and how. */
export function ClickupSettingsForm() {
  const settings = useQuery(settingsQuery)
  return (
    <div className="stack clickup-settings">
      <Loaded query={settings}>{(saved) => <Form view={saved} />}</Loaded>
      <Webhook />
      <Cache />
    </div>
  )
}

function Form({ view }: { readonly view: ClickupSettingsView }) {
  const isAdmin = useSession().actor.role === 'admin'
  const saved = typedOf(view)
  const { typed, setTyped, changed } = useDraft(saved)
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([])
  const save = useSave(() => setTyped(undefined))
  const submit = (): void => {
    const read = readSettings(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('settings' in read) save.mutate(read.settings)
    // The first field that is wrong is where one goes on.
    else
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.clickup [aria-invalid="true"]')?.focus(),
      )
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {!isAdmin && <p className="notice">{t('clickup.settings.adminsOnly')}</p>}
      <fieldset className="bare stack" disabled={!isAdmin}>
        <SettingsFields
          typed={typed}
          view={view}
          problems={problems}
          isAdmin={isAdmin}
          set={(part) => setTyped({ ...typed, ...part })}
        />
      </fieldset>
      {save.error && <Failure error={save.error} />}
      <SaveBar
        count={changed.length}
        isBusy={save.isPending}
        onDiscard={() => {
          setTyped(undefined)
          setProblems([])
        }}
      />
    </form>
  )
}

function useSave(onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ClickupSettings) =>
      api<ClickupSettingsView>('/api/clickup/settings', { method: 'PUT', body }),
    onSuccess: (stored) => {
      queries.setQueryData(settingsQuery.queryKey, stored)
      onSaved()
      toast('success', t('clickup.settings.saved'))
      for (const key of ['clickup-tasks', 'clickup-syncs', 'clickup-webhook'])
        void queries.invalidateQueries({ queryKey: [key] })
    },
  })
}

function useDraft(saved: TypedSettings) {
  const [draft, setDraft] = useState(kept)
  const typed = draft ?? saved
  const changed = changedParts(typed, saved)
  const setTyped = (next: TypedSettings | undefined): void => {
    kept = next
    setDraft(next)
  }
  useLeaveQuestion(changed.length > 0)
  return { typed, setTyped, changed }
}
