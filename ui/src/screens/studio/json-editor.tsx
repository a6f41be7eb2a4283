import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { linter, lintGutter } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef, useState } from 'react'
import type { CallInput, OperationDetail } from '../../api/types.ts'
import { checkInput } from '../../form/index.ts'
import { t } from '../../i18n/index.ts'
import { completeFrom, diagnosticsOf } from './json-assist.ts'
import { inputIn } from './json-input.ts'

interface JsonEditorProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly onChange: (next: CallInput) => void
  /** Told when the text cannot be read as the input of a call, and when it can again. */
  readonly onBroken: (isBroken: boolean) => void
}

/** The input of a call as JSON, with completion and checks by the operation's schemas. */
export function JsonEditor({ operation, input, onChange, onBroken }: JsonEditorProps) {
  const hostRef = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<string>()
  const first = useRef(input)
  const told = useRef({ onChange, onBroken })
  useEffect(() => {
    told.current = { onChange, onBroken }
  })

  useEffect(() => {
    const host = hostRef.current
    if (host === null) return undefined
    const view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: JSON.stringify(first.current, null, 2),
        extensions: extensionsFor(operation, (text) => {
          const read = inputIn(text)
          setProblem(read.problem)
          told.current.onBroken(read.problem !== undefined)
          if (read.input) told.current.onChange(read.input)
        }),
      }),
    })
    return () => {
      view.destroy()
      told.current.onBroken(false)
    }
  }, [operation])

  return (
    <div className="stack stack-tight">
      <p className="help">{t('studio.jsonHelp')}</p>
      <div ref={hostRef} className="json-editor" />
      {problem !== undefined && (
        <p className="error-text" role="status">
          {t('studio.jsonBroken', { problem })}
        </p>
      )}
    </div>
  )
}

function extensionsFor(operation: OperationDetail, changed: (text: string) => void): readonly Extension[] {
  return [
    EditorView.cspNonce.of(document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''),
    EditorView.contentAttributes.of({ 'aria-label': t('studio.view.json') }),
    lineNumbers(),
    foldGutter(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    json(),
    syntaxHighlighting(COLOURS),
    autocompletion({ override: [completeFrom(operation)] }),
    linter(jsonParseLinter()),
    linter((view) => {
      const { input } = inputIn(view.state.doc.toString())
      return input ? diagnosticsOf(view.state, checkInput(operation, input)) : []
    }),
    lintGutter(),
    // Tab leaves the editor, so that nobody who uses the keyboard is caught in it.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString())
    }),
    EditorView.lineWrapping,
    THEME,
  ]
}

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: tags.number, color: 'var(--busy)' },
  { tag: [tags.bool, tags.null], color: 'var(--warn)' },
])

const THEME = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-content': { caretColor: 'var(--text)', fontFamily: 'var(--mono)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--faint)', border: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--accent-soft) !important',
  },
})
