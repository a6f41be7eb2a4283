import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { TimeSettings } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { SettingsForm } from '../../../kit/settings-form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useDraft, type DraftPlace } from '../../../kit/use-draft.ts'
import { settingsQuery } from '../time-queries.ts'
import { Coordinators } from './coordinators.tsx'
import { LimitFields } from './limit-fields.tsx'
import { MailFields } from './mail-fields.tsx'
import { ReportFields } from './report-fields.tsx'
import {
  changedParts,
  readSettings,
  typedOf,
  type SettingsProblem,
  type TypedSettings,
} from './settings-input.ts'

const place: DraftPlace<TypedSettings> = { kept: undefined }

/** How sessions are watched, mailed and reported. */
export function TimeSettingsForm() {
  const settings = useQuery(settingsQuery)
  return (
    <div className="time-settings">
      <Loaded query={settings}>{(saved) => <Form saved={typedOf(saved)} />}</Loaded>
    </div>
  )
}

function Form({ saved }: { readonly saved: TypedSettings }) {
  const isAdmin = useSession().actor.role === 'admin'
  const { typed, changed, set, discard } = useDraft({ place, saved, changedParts })
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([])
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: TimeSettings) =>
      api<TimeSettings>('/api/time-sessions/settings', { method: 'PUT', body }),
    onSuccess: (stored) => {
      queries.setQueryData(settingsQuery.queryKey, stored)
      discard()
      toast('success', t('timeSettings.saved'))
    },
  })
  const submit = (): void => {
    const read = readSettings(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('settings' in read) save.mutate(read.settings)
  }
  return (
    <SettingsForm
      readOnlyWhy={isAdmin ? undefined : t('timeSettings.adminsOnly')}
      count={changed.length}
      save={save}
      onSubmit={submit}
      onDiscard={() => {
        discard()
        setProblems([])
      }}
    >
      <LimitFields typed={typed} problems={problems} set={set} />
      <Coordinators addresses={typed.coordinators} onChange={(coordinators) => set({ coordinators })} />
      <MailFields typed={typed} problems={problems} set={set} />
      <ReportFields typed={typed} problems={problems} set={set} />
    </SettingsForm>
  )
}
