export function Jobs() {
  return <h1 tabIndex={-1}>Jobs</h1>
}
