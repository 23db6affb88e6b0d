import { compareText } from '../code-points.ts';

/** The fields of a load balancer's status that tables read. */
export interface LoadBalancerView {
  readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
}

/** Where a load balancer is to be reached. */
export const loadBalancerAddresses = (loadBalancer: LoadBalancerView | undefined): readonly string[] => {
  const addresses = (loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return [...new Set(addresses.filter((address) => address !== ''))].sort(compareText);
};
