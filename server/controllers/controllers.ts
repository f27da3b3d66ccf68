import { defaultAccount } from './default-account.ts'
import { deployment } from './deployment.ts'
import { garbageCollector } from './garbage-collector.ts'
import { kubernetesNamespace } from './kubernetes-namespace.ts'
import { nodeLifecycle } from './node-lifecycle.ts'
import { podGc } from './pod-gc.ts'
import { podScheduler } from './pod-scheduler.ts'
import { replicaSet } from './replica-set.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { taintEviction } from './taint-eviction.ts'

/** Every controller that runs once per Supervisor, in the one replica that leads it. A new controller is one file and one line here. */
export const supervisorControllers: ((context: ControllerContext) => Controller)[] = [
  podScheduler,
  nodeLifecycle,
  taintEviction,
  replicaSet,
  deployment,
  garbageCollector,
  kubernetesNamespace,
  defaultAccount,
  podGc,
]
