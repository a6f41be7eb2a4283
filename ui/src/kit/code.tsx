import { CopyButton } from './copy-button.tsx'

/** Text to be taken elsewhere; a keyboard can scroll what is wider than the screen. */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="code">
      <div className="row between">
        <span className="label">{label}</span>
        <CopyButton text={text} what={label} />
      </div>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  )
}
