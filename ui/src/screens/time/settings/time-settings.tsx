import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { TimeSettings } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure, Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useLeaveQuestion } from '../../../kit/use-leave-question.ts'
import { settingsQuery } from '../time-queries.ts'
import { Coordinators } from './coordinators.tsx'
import { LimitFields } from './limit-fields.tsx'
import { MailFields } from './mail-fields.tsx'
import { ReportFields } from './report-fields.tsx'
import { SaveBar } from '../../../kit/save-bar.tsx'
import {
  changedParts,
  readSettings,
  typedOf,
  type SettingsProblem,
  type TypedSettings,
} from './settings-input.ts'

/** What somebody has typed is there again when the tab is opened again. */
let kept: TypedSettings | undefined

/** How sessions are watched, mailed and reported. */
export function TimeSettingsForm() {
  const settings = useQuery(settingsQuery)
  return <Loaded query={settings}>{(saved) => <Form saved={typedOf(saved)} />}</Loaded>
}

function Form({ saved }: { readonly saved: TypedSettings }) {
  const isAdmin = useSession().actor.role === 'admin'
  const { typed, setTyped, changed } = useDraft(saved)
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([])
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: TimeSettings) =>
      api<TimeSettings>('/api/time-sessions/settings', { method: 'PUT', body }),
    onSuccess: (stored) => {
      queries.setQueryData(settingsQuery.queryKey, stored)
      setTyped(undefined)
      toast('success', t('timeSettings.saved'))
    },
  })
  const submit = (): void => {
    const read = readSettings(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('settings' in read) save.mutate(read.settings)
    // The first field that is wrong is where one goes on.
    else
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.time [aria-invalid="true"]')?.focus())
  }
  const set = (part: Partial<TypedSettings>): void => setTyped({ ...typed, ...part })
  return (
    <form
      className="stack time-settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {!isAdmin && <p className="notice">{t('timeSettings.adminsOnly')}</p>}
      <fieldset className="bare stack" disabled={!isAdmin}>
        <LimitFields typed={typed} problems={problems} set={set} />
        <Coordinators addresses={typed.coordinators} onChange={(coordinators) => set({ coordinators })} />
        <MailFields typed={typed} problems={problems} set={set} />
        <ReportFields typed={typed} problems={problems} set={set} />
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

/** What is typed until it is saved or discarded; leaving the page with some of it is asked about by the browser. */
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
