"""What the acts on documents ask for: papers belong to preparing applications, so they follow those rights."""

from __future__ import annotations

from shared.access.rights import Action, Resource, Right

READ = Right(Resource.APPLICATION_DRAFT, Action.READ)
CREATE = Right(Resource.APPLICATION_DRAFT, Action.CREATE)
UPDATE = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
