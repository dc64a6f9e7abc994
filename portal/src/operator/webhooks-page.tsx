import { Webhooks } from '../webhooks/webhooks.tsx';

/** `/console/webhooks`: the operator's own endpoints. */
const OperatorWebhooks = () => <Webhooks path="/v1/admin/webhooks" />;

export default OperatorWebhooks;
