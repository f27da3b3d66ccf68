import { redirect } from 'next/navigation'

/** Workload Management starts with its namespaces. */
export default function Page() {
  redirect('/workload-management/namespaces')
}
