// Promises: Huntflow's refusals say what to do.
export { huntflowService } from './huntflow-service.ts'
