import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { Icon } from './icon.tsx'

const SHOWN_MS = 2_000

interface CopyButtonProps {
  /** A long one may be made when it is asked for. */
  readonly text: string | (() => string | Promise<string>)
  /** The words on it; "copy" when it stands beside what it copies. */
  readonly label?: string
  /** What is copied, for those who do not see what it stands beside. */
  readonly what?: string
}

export function CopyButton({ text, label, what }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false)
  async function copy(): Promise<void> {
    await writeClipboard(typeof text === 'string' ? text : await text())
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), SHOWN_MS)
  }
  return (
    <button type="button" onClick={() => void copy()}>
      <Icon name="copy" />
      <span aria-live="polite">{isCopied ? t('action.copied') : (label ?? t('action.copy'))}</span>
      {what !== undefined && <span className="hidden-text">{what}</span>}
    </button>
  )
}

/** In a frame of another site, and on plain http, browsers close the clipboard; selecting and copying still works there. */
async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'hidden-text'
    // Beside an open modal dialog nothing can be selected.
    const place = document.querySelector('dialog[open]') ?? document.body
    place.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}
