import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClickupSettings, ClickupSettingsView } from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { SettingsForm } from '../../../kit/settings-form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { changedNames, useDraft, type DraftPlace } from '../../../kit/use-draft.ts'
import { settingsQuery } from '../clickup-queries.ts'
import { Cache } from './cache.tsx'
import { SettingsFields } from './settings-fields.tsx'
import { readSettings, typedOf, type SettingsProblem, type TypedSettings } from './settings-input.ts'
import { Webhook } from './webhook.tsx'

const place: DraftPlace<TypedSettings> = { kept: undefined }

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
  const draft = useDraft({ place, saved: typedOf(view), changedParts: changedNames })
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([])
  const save = useSave(draft.discard)
  const submit = (): void => {
    const read = readSettings(draft.typed)
    setProblems('problems' in read ? read.problems : [])
    if ('settings' in read) save.mutate(read.settings)
  }
  return (
    <SettingsForm
      readOnlyWhy={isAdmin ? undefined : t('clickup.settings.adminsOnly')}
      count={draft.changed.length}
      save={save}
      onSubmit={submit}
      onDiscard={() => {
        draft.discard()
        setProblems([])
      }}
    >
      <SettingsFields typed={draft.typed} view={view} problems={problems} isAdmin={isAdmin} set={draft.set} />
    </SettingsForm>
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
