import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api } from '../../../api/client.ts'
import type { ClickupMember, SlackMember, SlackMembers } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { textOf } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { WindowedBody, type RowProps } from '../../../kit/windowed.tsx'
import { slackMembersQuery } from '../tasks-queries.ts'

const ROW_HEIGHT = 56
const COLUMNS = ['slack', 'email', 'clickup', 'how'] as const

export function MemberTable({ items, clickupMembers }: SlackMembers) {
  return (
    <div className="card card-table-box">
      <table className="card-table" aria-label={t('upserts.tab.members')} aria-rowcount={items.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`slackMembers.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <WindowedBody items={items} rowHeight={ROW_HEIGHT}>
          {(member, row) => (
            <MemberRow key={member.slackUserId} member={member} row={row} clickupMembers={clickupMembers} />
          )}
        </WindowedBody>
      </table>
    </div>
  )
}

interface MemberRowProps {
  readonly member: SlackMember
  readonly row: RowProps
  readonly clickupMembers: readonly ClickupMember[]
}

function MemberRow({ member, row, clickupMembers }: MemberRowProps) {
  const { slackUserId, name, email, how } = member
  const id = useId()
  const map = useMapping(member)
  const chosen = how === 'by-hand' ? (member.clickupUserId ?? '') : ''
  return (
    <tr {...row}>
      <td>
        <strong>{name}</strong>
        <div className="help mono">{slackUserId}</div>
      </td>
      <td data-label={t('slackMembers.column.email')}>{email ?? <span className="faint">–</span>}</td>
      <td className="member-choice">
        <label className="hidden-text" htmlFor={id}>
          {t('slackMembers.choose', { name })}
        </label>
        <select
          id={id}
          // What was asked for, until the list is there anew.
          value={map.isPending ? (map.variables ?? '') : chosen}
          disabled={map.isPending}
          aria-invalid={map.isError}
          aria-describedby={map.isError ? `${id}-error` : undefined}
          onChange={(event) => map.mutate(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{emailText(member)}</option>
          <Lost chosen={chosen} member={member} clickupMembers={clickupMembers} />
          {clickupMembers.map((person) => (
            <option key={person.id} value={person.id}>
              {person.email === null ? person.name : `${person.name} (${person.email})`}
            </option>
          ))}
        </select>
        {map.isError && (
          <span id={`${id}-error`} className="error-text" role="alert">
            {textOf(map.error)}
          </span>
        )}
      </td>
      <td>
        <Chip tone={how === null ? 'warn' : 'good'}>{t(`slackMembers.how.${how ?? 'none'}`)}</Chip>
      </td>
    </tr>
  )
}

/** Somebody who was chosen by hand and has left ClickUp since. */
function Lost({ chosen, member, clickupMembers }: Omit<MemberRowProps, 'row'> & { readonly chosen: string }) {
  if (chosen === '' || clickupMembers.some(({ id }) => id === chosen)) return null
  return <option value={chosen}>{member.clickupName ?? chosen}</option>
}

/** What holds without a choice by hand. */
function emailText({ how, clickupName }: SlackMember): string {
  if (how === 'email') return t('slackMembers.byEmail', { name: clickupName ?? '?' })
  return how === null ? t('slackMembers.nobody') : t('slackMembers.asEmail')
}

function useMapping({ slackUserId, name }: SlackMember) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (clickupUserId: string | null) =>
      api(`/api/slack/members/${encodeURIComponent(slackUserId)}`, {
        method: 'PUT',
        body: { clickupUserId },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: slackMembersQuery.queryKey })
      toast('success', t('slackMembers.saved', { name }))
    },
  })
}
