import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useSession } from '../../api/queries.ts'
import type { CallInput, OperationDetail } from '../../api/types.ts'
import { CallForm, checkInput, forAllPages, startingInput } from '../../form/index.ts'
import { t } from '../../i18n/index.ts'
import { MethodBadge } from '../../kit/chip.tsx'
import { Icon } from '../../kit/icon.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { Tabs } from '../../kit/tabs.tsx'
import { ConfirmSend, needsConfirmation } from './confirm-send.tsx'
import { draftKey, useDraft } from './drafts.ts'
import { Outcome } from './outcome.tsx'
import { PaneSeparator } from './pane-separator.tsx'
import { SaveCall } from './save-call.tsx'
import { useCall, type CallState } from './use-call.ts'
import { useOpenedCall } from './use-opened-call.ts'

const JsonEditor = loadable(async () => (await import('./json-editor.tsx')).JsonEditor)

type View = 'form' | 'json'
type Asked = 'send' | 'all-pages' | 'dry-run'

/** One operation: its input as a form or as JSON, the buttons that send it, and what came back. */
export function OperationPanel({ operation }: { readonly operation: OperationDetail }) {
  const [draft, setDraft] = useDraft(draftKey(operation))
  const input = draft ?? startingInput(operation)
  const call = useCall(operation)
  const [lastAsked, setLastAsked] = useState<Asked>()
  const [confirming, setConfirming] = useState<Asked>()
  const outcomeRef = useShownOnPhone(call.state)
  useOpenedCall(operation, call.show)
  const ownViolations = useMemo(
    () => (lastAsked ? checkInput(operation, inputFor(operation, input, lastAsked)) : []),
    [lastAsked, operation, input],
  )
  const violations = ownViolations.length > 0 ? ownViolations : serverViolations(call.state)

  function send(asked: Asked, isConfirmed = false): void {
    setLastAsked(asked)
    const sent = inputFor(operation, input, asked)
    if (checkInput(operation, sent).length > 0) return
    if (asked !== 'dry-run' && !isConfirmed && needsConfirmation(operation)) return setConfirming(asked)
    setConfirming(undefined)
    void call.start({ ...sent, ...(asked === 'dry-run' ? { dryRun: true } : {}) })
  }

  return (
    <>
      <section
        className="studio-fill"
        aria-label={t('studio.fill')}
        onKeyDown={onCtrlEnter(() => send('send'))}
      >
        <OperationHead operation={operation} />
        <Buttons operation={operation} input={input} state={call.state} onSend={send} onStop={call.stop} />
        {violations.length > 0 && (
          <p className="notice notice-bad" role="alert">
            {t('studio.violations', { count: violations.length })}
          </p>
        )}
        <InputViews operation={operation} input={input} violations={violations} onChange={setDraft} />
      </section>
      <PaneSeparator pane="answer" />
      <section ref={outcomeRef} className="studio-outcome" aria-label={t('studio.result')}>
        <Outcome operation={operation} state={call.state} onStop={call.stop} />
      </section>
      {confirming && (
        <ConfirmSend
          operation={operation}
          input={input}
          onClose={() => setConfirming(undefined)}
          onConfirm={() => send(confirming, true)}
        />
      )}
    </>
  )
}

function inputFor(operation: OperationDetail, input: CallInput, asked: Asked): CallInput {
  return asked === 'all-pages' ? forAllPages(operation, input) : input
}

/** Where the panes are one below the other, what happens to a call is brought into view. */
function useShownOnPhone({ kind }: CallState) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (kind !== 'idle' && matchMedia('(width < 760px)').matches) ref.current?.scrollIntoView()
  }, [kind])
  return ref
}

function serverViolations(state: CallState) {
  return state.kind === 'refused' ? state.violations : []
}

function onCtrlEnter(send: () => void) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }
}

function OperationHead({ operation }: { readonly operation: OperationDetail }) {
  return (
    <header className="stack stack-tight">
      <Link href="/studio" className="button studio-back">
        <Icon name="back" />
        {t('studio.back')}
      </Link>
      <h2>{operation.summary}</h2>
      <p className="op-address">
        <MethodBadge method={operation.method} />
        <code>{operation.path}</code>
      </p>
      {operation.deprecated && <p className="notice notice-warn">{t('studio.deprecatedLong')}</p>}
      {operation.description !== null && <p className="faint">{operation.description}</p>}
    </header>
  )
}

interface ButtonsProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly state: CallState
  readonly onSend: (asked: Asked) => void
  readonly onStop: () => void
}

function Buttons({ operation, input, state, onSend, onStop }: ButtonsProps) {
  const { actor } = useSession()
  const mayCall = actor.role !== 'reader'
  const isSending = state.kind === 'sending'
  return (
    <div className="stack stack-tight op-buttons">
      <div className="row">
        {isSending ? (
          <button type="button" className="danger" onClick={onStop}>
            {t('studio.stop')}
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            disabled={!mayCall}
            onClick={() => onSend('send')}
            title="Ctrl+Enter"
          >
            <Icon name="play" />
            {t('studio.send')}
          </button>
        )}
        {operation.pagination.kind !== 'none' && (
          <button type="button" disabled={!mayCall || isSending} onClick={() => onSend('all-pages')}>
            {t('studio.allPages')}
          </button>
        )}
        <button type="button" disabled={!mayCall || isSending} onClick={() => onSend('dry-run')}>
          {t('studio.dryRun')}
        </button>
        <SaveCall operation={operation} input={input} />
      </div>
      {!mayCall && <p className="help">{t('studio.readersMayNot')}</p>}
    </div>
  )
}

interface InputViewsProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly violations: ReturnType<typeof checkInput>
  readonly onChange: (next: CallInput) => void
}

/** Form and JSON show the same value; a text that is not JSON yet keeps the form away, so that it is not lost. */
function InputViews({ operation, input, violations, onChange }: InputViewsProps) {
  const [search, setSearch] = useSearchParams()
  const [isBroken, setIsBroken] = useState(false)
  const view: View = isBroken || search.get('view') === 'json' ? 'json' : 'form'
  const choose = (next: View): void => {
    if (isBroken) return
    setSearch(
      (before) => {
        if (next === 'json') before.set('view', 'json')
        else before.delete('view')
        return before
      },
      { replace: true },
    )
  }
  const tabs = (['form', 'json'] as const).map((id) => ({ id, label: t(`studio.view.${id}`) }))
  return (
    <Tabs label={t('studio.fill')} tabs={tabs} chosen={view} onChoose={choose}>
      {view === 'form' ? (
        <CallForm operation={operation} input={input} onChange={onChange} violations={violations} />
      ) : (
        <JsonEditor operation={operation} input={input} onChange={onChange} onBroken={setIsBroken} />
      )}
    </Tabs>
  )
}
