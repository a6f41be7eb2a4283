import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClickupSettingsView } from '../../../api/clickup-types.ts'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { UpsertSettings } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { SettingsForm } from '../../../kit/settings-form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useDraft, type DraftPlace } from '../../../kit/use-draft.ts'
import { settingsQuery as clickupSettingsQuery, useConnected } from '../../clickup/clickup-queries.ts'
import { useList, useListsAt } from '../../clickup/settings/path-fields.tsx'
import { settingsQuery } from '../tasks-queries.ts'
import { ClaimFields, ListFields, TaskFields } from './settings-fields.tsx'
import {
  changedParts,
  pathOf,
  readSettings,
  typedOf,
  type SettingsProblem,
  type TypedSettings,
} from './settings-input.ts'

const place: DraftPlace<TypedSettings> = { kept: undefined }

/** Where pushed tasks go, and who hears of them. */
export function UpsertSettingsForm() {
  const settings = useQuery(settingsQuery)
  const clickup = useQuery(clickupSettingsQuery)
  const data = settings.data && clickup.data && { saved: settings.data, clickup: clickup.data }
  const refetch = (): void => {
    void settings.refetch()
    void clickup.refetch()
  }
  return (
    <div className="narrow">
      <Loaded query={{ data, error: settings.error ?? clickup.error, refetch }}>
        {(known) => <Form {...known} />}
      </Loaded>
    </div>
  )
}

interface FormProps {
  readonly saved: UpsertSettings
  readonly clickup: ClickupSettingsView
}

function Form({ saved, clickup }: FormProps) {
  const isAdmin = useSession().actor.role === 'admin'
  const isConnected = useConnected('clickup')
  const mayAsk = isAdmin ? isConnected : false
  const siblings = useListsAt(clickup, mayAsk && saved.listId !== null)
  const listName = useList(saved.listId, mayAsk).data?.lists?.[0]?.name ?? null
  const path = pathOf(saved, { clickup, siblings: siblings ?? [], listName })
  const { typed, changed, set, discard } = useDraft({ place, saved: typedOf(saved, path), changedParts })
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
      <ListFields {...fields} clickup={clickup} path={path} isConnected={isConnected} mayAsk={mayAsk} />
      <TaskFields {...fields} listId={typed.isOwnList ? typed.listId : clickup.listId} mayAsk={mayAsk} />
      <ClaimFields {...fields} />
    </SettingsForm>
  )
}

function useSave(onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: UpsertSettings) => api<UpsertSettings>('/api/tasks/settings', { method: 'PUT', body }),
    onSuccess: (stored) => {
      queries.setQueryData(settingsQuery.queryKey, stored)
      onSaved()
      toast('success', t('clickup.settings.saved'))
    },
  })
}
