import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import type { PageTaskSettings } from '../../../api/page-types.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { SettingsForm } from '../../../kit/settings-form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { changedNames, useDraft, type DraftPlace } from '../../../kit/use-draft.ts'
import { settingsQuery } from '../pages-queries.ts'
import { IssueFields, ProjectFields, TaskFields } from './settings-fields.tsx'
import { readSettings, typedOf, type SettingsProblem, type TypedSettings } from './settings-input.ts'

const place: DraftPlace<TypedSettings> = { kept: undefined }

/** How tasks become issues, and projects pages. */
export function PageTaskSettingsForm() {
  const settings = useQuery(settingsQuery)
  return (
    <div className="narrow">
      <Loaded query={settings}>{(saved) => <Form saved={saved} />}</Loaded>
    </div>
  )
}

function Form({ saved }: { readonly saved: PageTaskSettings }) {
  const isAdmin = useSession().actor.role === 'admin'
  const { typed, changed, set, discard } = useDraft({
    place,
    saved: typedOf(saved),
    changedParts: changedNames,
  })
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([])
  const save = useSave(discard)
  const submit = (): void => {
    const read = readSettings(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('settings' in read) save.mutate(read.settings)
  }
  const fields = { typed, problems, set }
  return (
    <SettingsForm
      readOnlyWhy={isAdmin ? undefined : t('clickup.settings.adminsOnly')}
      count={changed.length}
      save={save}
      onSubmit={submit}
      onDiscard={() => {
        discard()
        setProblems([])
      }}
    >
      <IssueFields {...fields} />
      <TaskFields {...fields} />
      <ProjectFields {...fields} />
    </SettingsForm>
  )
}

function useSave(onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PageTaskSettings) =>
      api<PageTaskSettings>('/api/page-tasks/settings', { method: 'PUT', body }),
    onSuccess: (stored) => {
      queries.setQueryData(settingsQuery.queryKey, stored)
      onSaved()
      toast('success', t('clickup.settings.saved'))
    },
  })
}
