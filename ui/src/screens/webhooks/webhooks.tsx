export function Webhooks() {
  return <h1 tabIndex={-1}>Webhooks</h1>
}
