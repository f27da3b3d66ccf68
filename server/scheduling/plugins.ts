import { drs } from './drs.ts'
import type { FilterPlugin, ScorePlugin } from './framework.ts'
import { interPodAffinity } from './plugins/inter-pod-affinity.ts'
import { namespaceLimits } from './plugins/namespace-limits.ts'
import { nodeAffinity } from './plugins/node-affinity.ts'
import { nodeName } from './plugins/node-name.ts'
import { nodePorts } from './plugins/node-ports.ts'
import { nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { nodeUnschedulable } from './plugins/node-unschedulable.ts'
import { podTopologySpread } from './plugins/pod-topology-spread.ts'
import { taintToleration } from './plugins/taint-toleration.ts'

/** The rules, in the order Kubernetes asks them: a host is counted under the first that refuses it. */
export const filterPlugins: readonly FilterPlugin[] = [
  namespaceLimits,
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  podTopologySpread,
  interPodAffinity,
]

/** The opinions. What a pod asks for outweighs balance, as in Kubernetes' default profile. */
export const scorePlugins: readonly ScorePlugin[] = [taintToleration, nodeAffinity, podTopologySpread, interPodAffinity, drs]
