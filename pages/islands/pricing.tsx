/** Takes over plans and calculator. */
import { hydrate } from 'preact';
import { PricingPanel, type PricingProps } from '../src/pricing/pricing-panel.tsx';

const element = document.querySelector<HTMLElement>('[data-island="pricing"]');
if (element) hydrate(<PricingPanel {...(JSON.parse(element.dataset.props ?? '{}') as PricingProps)} />, element);
